import type { Strings } from './strings.ts';

export const fr: Strings = {
  heading: 'Assistant',
  greeting: 'Comment puis-je vous aider ?',
  placeholder: 'Posez une question…',
  open: (heading) => `Ouvrir ${heading}`,
  close: (heading) => `Fermer ${heading}`,
  history: 'Historique',
  newChat: 'Nouvelle discussion',
  connecting: 'Connexion…',
  failed: 'L’assistant est injoignable',
  failedHelp:
    'Vérifiez votre connexion et réessayez. Si cela se reproduit, indiquez le code ci-dessous au responsable du site.',
  retry: 'Réessayer',
  noSession: 'La connexion n’a pas pu être établie. Rechargez la page et réessayez.',
};
