import type { Strings } from './strings.ts';

export const de: Strings = {
  heading: 'Assistent',
  greeting: 'Wie kann ich helfen?',
  placeholder: 'Stellen Sie eine Frage…',
  open: (heading) => `${heading} öffnen`,
  close: (heading) => `${heading} schließen`,
  history: 'Verlauf',
  newChat: 'Neuer Chat',
  connecting: 'Verbindung wird hergestellt…',
  failed: 'Der Assistent ist nicht erreichbar',
  failedHelp:
    'Prüfen Sie Ihre Verbindung und versuchen Sie es noch einmal. Bleibt es dabei, nennen Sie dem Betreiber der Seite den Code unten.',
  retry: 'Noch einmal versuchen',
  noSession: 'Die Verbindung kam nicht zustande. Laden Sie die Seite neu und versuchen Sie es noch einmal.',
};
