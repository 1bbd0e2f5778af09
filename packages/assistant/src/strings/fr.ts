import { pluralOf } from './plural.ts';
import type { Translation } from './strings.ts';

export const words: Translation = {
  heading: 'Assistant',
  greeting: 'Comment puis-je vous aider ?',
  placeholder: 'Posez une question…',
  open: (heading) => `Ouvrir ${heading}`,
  close: (heading) => `Fermer ${heading}`,
  history: 'Historique',
  newChat: 'Nouvelle discussion',
  expand: 'Agrandir',
  resize: 'Redimensionner : utilisez les flèches',
  dismiss: 'Masquer',
  answering: 'Réponse en cours…',
  unread: pluralOf('fr', { one: '# nouvelle réponse', other: '# nouvelles réponses' }),
  offline: 'Aucune connexion',
  move: 'Déplacez-le dans un autre coin avec Ctrl et les flèches.',
  connecting: 'Connexion…',
  failed: 'L’assistant est injoignable',
  failedHelp:
    'Vérifiez votre connexion et réessayez. Si le problème persiste, envoyez les détails au responsable de ce site.',
  offlineHelp: 'La discussion reprendra d’elle-même dès que la connexion sera rétablie.',
  signInFailed: 'Vous n’êtes pas connecté',
  signInHelp: 'Connectez-vous sur ce site, puis réessayez.',
  setupFailed: 'L’assistant n’est pas disponible',
  setupHelp: 'Vous n’y êtes pour rien : une configuration manque. Envoyez les détails au responsable de ce site.',
  spare: 'Une discussion de secours est utilisée',
  details: 'Détails',
  copyDetails: 'Copier les détails',
  copied: 'Copié',
  retry: 'Réessayer',
  allowTitle: 'L’assistant peut-il faire cela ?',
  allowText: (name) => `Il souhaite utiliser « ${name} » sur cette page.`,
  allow: 'Autoriser',
  decline: 'Pas maintenant',
  consentTitle: 'Démarrer le chat ?',
  consentText: (hosts) =>
    hosts
      ? `Le chat est chargé depuis ${hosts} et mémorise votre conversation.`
      : 'Le chat est chargé et mémorise votre conversation.',
  consentYes: 'Démarrer',
  noSession: 'La connexion n’a pas pu être établie. Rechargez la page et réessayez.',
};
