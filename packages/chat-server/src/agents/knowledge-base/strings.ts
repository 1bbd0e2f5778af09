/** What the agent says in its own words. The rest are quotes, in the language of the pages. */
export interface Strings {
  searching: string;
  found: string;
  noAnswer: string;
  nearest: string;
  covers: string;
  greeting: string;
  thanks: string;
  about: string;
}

const en: Strings = {
  searching: 'Searching the knowledge base…',
  found: 'This is what the knowledge base says:',
  noAnswer: 'The knowledge base has no answer to that.',
  nearest: 'The nearest it has:',
  covers: 'It covers:',
  greeting: 'Hello. Ask a question, and I look for the passages of the knowledge base that answer it.',
  thanks: 'You are welcome.',
  about:
    'I search the knowledge base and quote the passages that answer a question, each with a link to its page. I am not a person, and I write nothing of my own.',
};

const de: Strings = {
  searching: 'Die Wissensdatenbank wird durchsucht…',
  found: 'Das steht dazu in der Wissensdatenbank:',
  noAnswer: 'Dazu steht nichts in der Wissensdatenbank.',
  nearest: 'Am nächsten kommt:',
  covers: 'Sie behandelt:',
  greeting: 'Hallo. Stellen Sie eine Frage, und ich suche die passenden Stellen in der Wissensdatenbank.',
  thanks: 'Gern geschehen.',
  about:
    'Ich durchsuche die Wissensdatenbank und zitiere die Stellen, die eine Frage beantworten, jeweils mit einem Link zur Seite. Ich bin kein Mensch und schreibe nichts Eigenes.',
};

const fr: Strings = {
  searching: 'Recherche dans la base de connaissances…',
  found: 'Voici ce que dit la base de connaissances :',
  noAnswer: 'La base de connaissances n’a pas de réponse à cela.',
  nearest: 'Ce qui s’en approche le plus :',
  covers: 'Elle traite de :',
  greeting: 'Bonjour. Posez une question, et je cherche les passages de la base de connaissances qui y répondent.',
  thanks: 'Je vous en prie.',
  about:
    'Je parcours la base de connaissances et je cite les passages qui répondent à une question, chacun avec un lien vers sa page. Je ne suis pas une personne et je n’écris rien moi-même.',
};

const es: Strings = {
  searching: 'Buscando en la base de conocimientos…',
  found: 'Esto es lo que dice la base de conocimientos:',
  noAnswer: 'La base de conocimientos no tiene respuesta a eso.',
  nearest: 'Lo más cercano:',
  covers: 'Trata de:',
  greeting: 'Hola. Haga una pregunta y busco los pasajes de la base de conocimientos que la responden.',
  thanks: 'De nada.',
  about:
    'Busco en la base de conocimientos y cito los pasajes que responden a una pregunta, cada uno con un enlace a su página. No soy una persona y no escribo nada propio.',
};

const languages: Record<string, Strings> = { en, de, fr, es };

/** The words in the language of a BCP 47 tag; in English where there are none. */
export const stringsFor = (locale: string): Strings => languages[locale.split('-')[0]?.toLowerCase() ?? ''] ?? en;
