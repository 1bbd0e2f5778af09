/** Words that say nothing about what is asked. In the spelling of {@link words}: lower case, no apostrophes. */
export const stopWords: ReadonlySet<string> = new Set(
  `a about actually after again all already also always am an and another any anybody anyone anything are around arent as at
   be because been before being but by can cannot cant come comes could couldnt did didnt different do does doesnt doing done dont
   each either else etc even ever every everything exactly explain for from get gets getting give go goes going got
   had happen happens has have havent having he hello help here hey hi his how however i id if ill im in instead into is isnt it its itself ive
   just keep keeps kind know let lets like long look looking made make makes making may maybe me might mine must my myself
   need needs no not now of off ok okay on once one ones only onto or other our ours out over own
   please possible put really right s same say says seem she should so some somebody someone something somehow
   still stuff such sure t take tell than thank thanks that thats the their them then there these they thing things
   this those though to too tried try trying u until up us use used using very via
   wanna want wants was wasnt way work working works we well went were what whats when where wheres which while who whos whose why
   will with wont would yes yet you your yours`.split(/\s+/),
);
