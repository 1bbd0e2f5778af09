/** What the person is told of somebody who answers elsewhere. */
export interface Strings {
  searching: string;
  thinking: string;
  unavailable: string;
  busy: string;
  /** A number of seconds stands for `{s}`. */
  busyFor: string;
  cut: string;
  /** The model reached its limit. */
  tooLong: string;
  /** The provider withheld the rest, or all of it. */
  withheld: string;
  /** A name stands for `{name}`. */
  handedOver: string;
  /** A guardrail tripped: on what was asked, and on what was answered. */
  questionGuarded: string;
  answerGuarded: string;
  tooManySteps: string;
}

const en: Strings = {
  searching: 'Searching the knowledge base…',
  thinking: 'Thinking…',
  unavailable: 'The assistant cannot answer at the moment.',
  busy: 'The assistant has too many questions at the moment. Try again shortly.',
  busyFor: 'The assistant has too many questions at the moment. Try again in {s} seconds.',
  cut: 'The answer broke off. Try again.',
  tooLong: 'The answer became too long and ends here.',
  withheld: 'The answer was withheld by the provider’s content filter.',
  handedOver: 'Handed over to {name}',
  questionGuarded: 'I cannot help with this question.',
  answerGuarded: 'The answer was withheld, because it is not fit to be shown.',
  tooManySteps: 'The question took too many steps. Try to ask for less at once.',
};

const de: Strings = {
  searching: 'Die Wissensdatenbank wird durchsucht…',
  thinking: 'Einen Moment…',
  unavailable: 'Der Assistent kann im Augenblick nicht antworten.',
  busy: 'Der Assistent hat im Augenblick zu viele Fragen. Bitte gleich noch einmal versuchen.',
  busyFor: 'Der Assistent hat im Augenblick zu viele Fragen. Bitte in {s} Sekunden noch einmal versuchen.',
  cut: 'Die Antwort ist abgebrochen. Bitte noch einmal versuchen.',
  tooLong: 'Die Antwort wurde zu lang und endet hier.',
  withheld: 'Die Antwort wurde vom Inhaltsfilter des Anbieters zurückgehalten.',
  handedOver: 'Übergeben an {name}',
  questionGuarded: 'Bei dieser Frage kann ich nicht helfen.',
  answerGuarded: 'Die Antwort wurde zurückgehalten, weil sie nicht gezeigt werden darf.',
  tooManySteps: 'Die Frage brauchte zu viele Schritte. Fragen Sie nach weniger auf einmal.',
};

const fr: Strings = {
  searching: 'Recherche dans la base de connaissances…',
  thinking: 'Un instant…',
  unavailable: 'L’assistant ne peut pas répondre pour le moment.',
  busy: 'L’assistant reçoit trop de questions pour le moment. Réessayez dans un instant.',
  busyFor: 'L’assistant reçoit trop de questions pour le moment. Réessayez dans {s} secondes.',
  cut: 'La réponse s’est interrompue. Réessayez.',
  tooLong: 'La réponse est devenue trop longue et s’arrête ici.',
  withheld: 'La réponse a été retenue par le filtre de contenu du fournisseur.',
  handedOver: 'Transmis à {name}',
  questionGuarded: 'Je ne peux pas vous aider pour cette question.',
  answerGuarded: 'La réponse a été retenue, car elle ne peut pas être montrée.',
  tooManySteps: 'La question a demandé trop d’étapes. Demandez-en moins à la fois.',
};

const es: Strings = {
  searching: 'Buscando en la base de conocimientos…',
  thinking: 'Un momento…',
  unavailable: 'El asistente no puede responder en este momento.',
  busy: 'El asistente tiene demasiadas preguntas en este momento. Inténtelo de nuevo en un instante.',
  busyFor: 'El asistente tiene demasiadas preguntas en este momento. Inténtelo de nuevo en {s} segundos.',
  cut: 'La respuesta se ha interrumpido. Inténtelo de nuevo.',
  tooLong: 'La respuesta se ha hecho demasiado larga y termina aquí.',
  withheld: 'El filtro de contenido del proveedor ha retenido la respuesta.',
  handedOver: 'Pasado a {name}',
  questionGuarded: 'No puedo ayudar con esta pregunta.',
  answerGuarded: 'La respuesta se ha retenido porque no se puede mostrar.',
  tooManySteps: 'La pregunta ha necesitado demasiados pasos. Pida menos cosas a la vez.',
};

const languages: Record<string, Strings> = { en, de, fr, es };

/** The words in the language of a BCP 47 tag; in English where there are none. */
export const stringsFor = (locale: string): Strings => languages[locale.split('-')[0]?.toLowerCase() ?? ''] ?? en;
