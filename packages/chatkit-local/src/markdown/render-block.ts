import { Parser, Renderer, type Token, type Tokens } from 'marked';
import { mathsSyntax } from './maths-syntax.ts';
import { sanitizer, type ImageDomains } from './sanitizer.ts';

class BlockRenderer extends Renderer {
  /** A form element would be the only one in a message; the state is all that matters. */
  override checkbox({ checked }: Tokens.Checkbox): string {
    return checked ? '☑ ' : '☐ ';
  }
}

/** One block of Markdown as harmless nodes. */
export const renderTokens = (tokens: Token[], imageDomains: ImageDomains): DocumentFragment =>
  sanitizer()(
    new Parser({ gfm: true, renderer: new BlockRenderer(), extensions: mathsSyntax }).parse(tokens),
    imageDomains,
  );
