import { pluralOf } from './plural.ts';
import type { Translation } from './strings.ts';

export const words: Translation = {
  heading: 'Assistent',
  greeting: 'Waarmee kan ik helpen?',
  placeholder: 'Stel een vraag…',
  open: (heading) => `${heading} openen`,
  close: (heading) => `${heading} sluiten`,
  history: 'Geschiedenis',
  newChat: 'Nieuwe chat',
  expand: 'Vergroten',
  resize: 'Formaat wijzigen: gebruik de pijltjestoetsen',
  dismiss: 'Verbergen',
  answering: 'Antwoord komt eraan…',
  unread: pluralOf('nl', { one: '# nieuw antwoord', other: '# nieuwe antwoorden' }),
  offline: 'Geen verbinding',
  move: 'Verplaats naar een andere hoek met Ctrl en de pijltjestoetsen.',
  connecting: 'Verbinding maken…',
  failed: 'De assistent is niet bereikbaar',
  failedHelp:
    'Controleer je verbinding en probeer het opnieuw. Blijft het gebeuren, stuur de details dan naar de beheerder van deze site.',
  offlineHelp: 'De chat gaat vanzelf verder zodra er weer verbinding is.',
  signInFailed: 'Je bent niet ingelogd',
  signInHelp: 'Log in op deze site en probeer het opnieuw.',
  setupFailed: 'De assistent is niet beschikbaar',
  setupHelp:
    'Het ligt niet aan jou: er moet nog iets worden ingesteld. Stuur de details naar de beheerder van deze site.',
  spare: 'Er is een reservechat in gebruik',
  details: 'Details',
  copyDetails: 'Details kopiëren',
  copied: 'Gekopieerd',
  retry: 'Opnieuw proberen',
  allowTitle: 'Mag de assistent dit doen?',
  allowText: (name) => `Hij wil “${name}” gebruiken op deze pagina.`,
  allow: 'Toestaan',
  decline: 'Niet nu',
  consentTitle: 'Chat starten?',
  consentText: (hosts) =>
    hosts
      ? `De chat wordt geladen van ${hosts} en onthoudt uw gesprek.`
      : 'De chat wordt geladen en onthoudt uw gesprek.',
  consentYes: 'Starten',
  noSession: 'Er kon geen verbinding worden gemaakt. Laad de pagina opnieuw en probeer het nog eens.',
};
