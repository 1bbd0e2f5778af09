import { expect } from 'chai';

const MODULE = new URL('./remembered.ts', import.meta.url).href;

/** A page that lets nothing be known of its address, and says to the one around it whether somebody is back. */
const newPage = (): string =>
  URL.createObjectURL(
    new Blob(
      [
        `<!doctype html><meta name="referrer" content="no-referrer"><script type="module">
           import { isBack } from '${MODULE}';
           const tells = Boolean(window.navigation?.activation);
           parent.postMessage({ isBack: isBack(), tells }, '*');
         </script>`,
      ],
      { type: 'text/html' },
    ),
  );

interface Told {
  isBack: boolean;
  /** Whether the engine says how somebody has come. Firefox does not in a frame, and older ones do not at all. */
  tells: boolean;
}

/** Resolves with what the next page in the frame says. */
const told = (): Promise<Told> =>
  new Promise((resolve) => {
    const onMessage = ({ data }: MessageEvent<Partial<Told>>): void => {
      if (data.isBack === undefined) return;
      removeEventListener('message', onMessage);
      resolve(data as Told);
    };
    addEventListener('message', onMessage);
  });

describe('isBack, as the engine itself tells it', () => {
  let frame: HTMLIFrameElement;

  beforeEach(async () => {
    frame = Object.assign(document.createElement('iframe'), { src: newPage(), referrerPolicy: 'no-referrer' });
    const first = told();
    document.body.append(frame);
    const { isBack, tells } = await first;
    expect(isBack, 'who has just come').to.equal(!tells);
  });

  afterEach(() => frame.remove());

  it('is true for a page that is loaded again', async () => {
    const again = told();
    frame.contentWindow!.location.reload();
    expect((await again).isBack).to.equal(true);
  });

  it('is true for the next page in the tab', async () => {
    const next = told();
    const link = frame.contentDocument!.createElement('a');
    link.href = newPage();
    frame.contentDocument!.documentElement.append(link);
    link.click();
    expect((await next).isBack).to.equal(true);
  });
});
