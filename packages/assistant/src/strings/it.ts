import { pluralOf } from './plural.ts';
import type { Translation } from './strings.ts';

export const words: Translation = {
  heading: 'Assistente',
  greeting: 'Come posso aiutarti?',
  placeholder: 'Fai una domanda…',
  open: (heading) => `Apri ${heading}`,
  close: (heading) => `Chiudi ${heading}`,
  history: 'Cronologia',
  newChat: 'Nuova chat',
  expand: 'Espandi',
  resize: 'Ridimensiona: usa i tasti freccia',
  dismiss: 'Nascondi',
  answering: 'Risposta in corso…',
  unread: pluralOf('it', { one: '# nuova risposta', other: '# nuove risposte' }),
  offline: 'Nessuna connessione',
  move: 'Spostalo in un altro angolo con Ctrl e i tasti freccia.',
  connecting: 'Connessione in corso…',
  failed: 'Impossibile raggiungere l’assistente',
  failedHelp: 'Controlla la connessione e riprova. Se il problema continua, invia i dettagli al gestore del sito.',
  offlineHelp: 'Riprende da sola quando torna la connessione.',
  signInFailed: 'Non hai effettuato l’accesso',
  signInHelp: 'Accedi a questo sito, poi riprova.',
  setupFailed: 'L’assistente non è disponibile',
  setupHelp: 'Non dipende da te: manca una configurazione. Invia i dettagli al gestore del sito.',
  spare: 'È in uso una chat di riserva',
  details: 'Dettagli',
  copyDetails: 'Copia i dettagli',
  copied: 'Copiato',
  retry: 'Riprova',
  allowTitle: 'L’assistente può farlo?',
  allowText: (name) => `Vuole usare «${name}» in questa pagina.`,
  allow: 'Consenti',
  decline: 'Non ora',
  consentTitle: 'Avviare la chat?',
  consentText: (hosts) =>
    hosts
      ? `La chat viene caricata da ${hosts} e ricorda la conversazione.`
      : 'La chat viene caricata e ricorda la conversazione.',
  consentYes: 'Avvia',
  noSession: 'Connessione non riuscita. Ricarica la pagina e riprova.',
};
