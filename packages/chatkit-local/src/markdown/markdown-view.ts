import { BlockParser, lexBlock, type Block } from './block-parser.ts';
import type { Citation } from './citations.ts';
import { decorate, type BlockLabels } from './decorate.ts';
import { heal } from './heal.ts';
import { isUnharmed, placeMarks, withMarks, withoutReserved } from './marks.ts';
import { renderTokens } from './render-block.ts';
import type { ImageDomains } from './sanitizer.ts';

export interface MarkdownOptions {
  labels: BlockLabels;
  imageDomains: ImageDomains;
  citations: readonly Citation[];
  /** Draws the numbered mark of a source. */
  mark: (citation: Citation) => Node;
  /** Whether the text is still being written. */
  growing: boolean;
}

type LocalMark = Citation & { local: number };

interface DrawnBlock {
  block: Block;
  /** Whether what follows can make no difference to it any more. */
  settled: boolean;
  /** Everything the nodes were made from. */
  key: string;
  nodes: ChildNode[];
}

/** Draws Markdown into an element, and draws again only the blocks that changed. */
export class MarkdownView {
  readonly element: HTMLElement;
  readonly #parser = new BlockParser();
  #drawn: DrawnBlock[] = [];
  /** What it was last drawn with, beside the text. */
  #options: MarkdownOptions | null = null;

  constructor() {
    this.element = document.createElement('div');
    this.element.className = 'markdown';
    this.element.dir = 'auto';
  }

  update(text: string, options: MarkdownOptions): void {
    const blocks = this.#parser.parse(withoutReserved(text)).filter((block) => block.token.type !== 'space');
    const same = isSame(options, this.#options);
    this.#options = options;
    const drawn = blocks.map((block, index) => {
      const last = index === blocks.length - 1;
      const settled = !last || !options.growing;
      const before = this.#drawn[index];
      if (same && settled && before?.settled && before.block === block) return before;
      const raw = last && options.growing ? heal(block.raw, block.token.type) : block.raw;
      const marks = marksOf(block, blocks[index + 1], options.citations, index === 0);
      const key = [
        raw,
        options.labels.copyCode,
        // Code gets its colours when it is whole.
        settled && /```|~~~/.test(raw),
        options.imageDomains?.join() ?? '*',
        ...marks.map((mark) => `${mark.number}@${mark.local}`),
      ].join('\0');
      const nodes = before?.key === key ? before.nodes : draw(block, raw, marks, options, settled);
      return { block, settled, key, nodes };
    });
    this.#replace(drawn);
  }

  #replace(drawn: DrawnBlock[]): void {
    const first = drawn.findIndex(({ nodes }, index) => nodes !== this.#drawn[index]?.nodes);
    const same = first < 0 ? drawn.length : first;
    for (const block of this.#drawn.slice(same)) for (const node of block.nodes) node.remove();
    for (const block of drawn.slice(same)) this.element.append(...block.nodes);
    this.#drawn = drawn;
  }
}

/** Whether what is drawn with these options is the same, block by block, as what was drawn with the ones before. */
const isSame = (now: MarkdownOptions, before: MarkdownOptions | null): boolean =>
  before !== null &&
  now.labels === before.labels &&
  now.imageDomains === before.imageDomains &&
  now.citations.length + before.citations.length === 0;

/** The citations that stand in a block, or in the space behind it. */
function marksOf(block: Block, next: Block | undefined, citations: readonly Citation[], first: boolean): LocalMark[] {
  const end = next?.start ?? Infinity;
  return citations
    .filter(({ index }) => (index > block.start || first) && index <= end)
    .map((citation) => ({ ...citation, local: Math.max(0, citation.index - block.start) }));
}

function draw(
  block: Block,
  raw: string,
  marks: readonly LocalMark[],
  options: MarkdownOptions,
  settled: boolean,
): ChildNode[] {
  const plain = renderTokens(raw === block.raw ? [block.token] : lexBlock(raw), options.imageDomains);
  const fragment = marks.length > 0 ? drawMarks(plain, block, raw, marks, options) : plain;
  decorate(fragment, options.labels, settled);
  return [...fragment.childNodes];
}

function drawMarks(
  plain: DocumentFragment,
  block: Block,
  raw: string,
  marks: readonly LocalMark[],
  options: MarkdownOptions,
): DocumentFragment {
  const marked = withMarks(raw, block.token.type, marks);
  if (marked !== null) {
    const fragment = renderTokens(lexBlock(marked), options.imageDomains);
    if (isUnharmed(fragment, plain, marks.length)) {
      placeMarks(fragment, (number) => options.mark(marks.find((mark) => mark.number === number)!));
      return fragment;
    }
  }
  const behind = document.createElement('p');
  behind.className = 'marks';
  behind.append(...marks.map(options.mark));
  plain.append(behind);
  return plain;
}
