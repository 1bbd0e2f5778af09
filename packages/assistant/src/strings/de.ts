import { pluralOf } from './plural.ts';
import type { Translation } from './strings.ts';

export const words: Translation = {
  heading: 'Assistent',
  greeting: 'Wie kann ich helfen?',
  placeholder: 'Stellen Sie eine Frage…',
  open: (heading) => `${heading} öffnen`,
  close: (heading) => `${heading} schließen`,
  history: 'Verlauf',
  newChat: 'Neuer Chat',
  expand: 'Vergrößern',
  resize: 'Größe ändern: mit den Pfeiltasten',
  dismiss: 'Ausblenden',
  answering: 'Antwort kommt…',
  unread: pluralOf('de', { one: '# neue Antwort', other: '# neue Antworten' }),
  offline: 'Keine Verbindung',
  move: 'Mit Strg und den Pfeiltasten in eine andere Ecke verschieben.',
  connecting: 'Verbindung wird hergestellt…',
  failed: 'Der Assistent ist nicht erreichbar',
  failedHelp:
    'Prüfen Sie Ihre Verbindung und versuchen Sie es noch einmal. Bleibt es dabei, schicken Sie dem Betreiber der Seite die Einzelheiten.',
  offlineHelp: 'Es geht von selbst weiter, sobald die Verbindung wieder da ist.',
  signInFailed: 'Sie sind nicht angemeldet',
  signInHelp: 'Melden Sie sich auf dieser Seite an und versuchen Sie es noch einmal.',
  setupFailed: 'Der Assistent ist nicht verfügbar',
  setupHelp:
    'Es liegt nicht an Ihnen: Es muss etwas eingerichtet werden. Bitte schicken Sie dem Betreiber der Seite die Einzelheiten.',
  spare: 'Ein Ersatz-Chat ist aktiv',
  details: 'Einzelheiten',
  copyDetails: 'Einzelheiten kopieren',
  copied: 'Kopiert',
  retry: 'Noch einmal versuchen',
  allowTitle: 'Darf der Assistent das tun?',
  allowText: (name) => `Er möchte „${name}“ auf dieser Seite benutzen.`,
  allow: 'Erlauben',
  decline: 'Jetzt nicht',
  consentTitle: 'Chat starten?',
  consentText: (hosts) =>
    hosts
      ? `Der Chat wird von ${hosts} geladen und merkt sich Ihr Gespräch.`
      : 'Der Chat wird geladen und merkt sich Ihr Gespräch.',
  consentYes: 'Starten',
  noSession: 'Die Verbindung kam nicht zustande. Laden Sie die Seite neu und versuchen Sie es noch einmal.',
};
