import { css, html, LitElement, type PropertyValues } from 'lit';
import { colorsIn } from '../design/colors.ts';
import { besideLauncher } from '../design/effects.ts';
import { inputsOf } from '../design/inputs.ts';
import type { Design } from '../design/design.ts';
import { type Device, DEVICES, type Host, type StageMessage, type StageReport } from './frames.ts';

/** One device with the assistant in it: a page of its own in a frame, so that its media queries are true. */
export class StageFrame extends LitElement {
  static override properties = {
    design: { attribute: false },
    device: {},
    host: {},
    scheme: {},
    open: { type: Boolean },
    asked: { type: Number },
    label: {},
    caption: {},
    scale: { state: true },
  };

  static override styles = css`
    :host {
      display: grid;
      grid-template: minmax(0, 1fr) auto / minmax(0, 1fr);
      gap: 6px;
      min-width: 0;
      min-height: 0;
    }

    .room {
      display: grid;
      place-items: center;
      min-height: 0;
      overflow: hidden;
    }

    .caption {
      margin: 0;
      color: color-mix(in srgb, CanvasText 72%, Canvas);
      font-size: 12px;
      text-align: center;
    }

    iframe {
      border: 1px solid color-mix(in srgb, CanvasText 14%, transparent);
      border-radius: 12px;
      background: Canvas;
      transform-origin: center;
    }

    iframe.phone {
      border-radius: 36px;
    }
  `;

  declare design: Design;
  declare device: Device;
  declare host: Host;
  declare scheme: 'light' | 'dark' | null;
  declare open: boolean;
  declare asked: number;
  declare label: string;
  /** Which of the two this is, in words. */
  declare caption: string;
  /** How much smaller than it is, from 0 to 1. */
  declare scale: number;
  readonly #room = new ResizeObserver(() => this.#fit());

  constructor() {
    super();
    this.scale = 1;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#room.observe(this);
    window.addEventListener('message', this.#onMessage);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#room.disconnect();
    window.removeEventListener('message', this.#onMessage);
  }

  protected override render(): unknown {
    return html`
      <div class="room"><iframe class=${this.device} title=${this.label} src="./stage.html"></iframe></div>
      <p class="caption">${this.caption} · ${Math.round(this.scale * 100)} %</p>
    `;
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('device')) this.#fit();
    // How small it is, is no matter of the page in it.
    if (Array.from(changed.keys()).some((name) => name !== 'scale')) this.#tell();
  }

  get #frame(): HTMLIFrameElement | null {
    return this.renderRoot.querySelector('iframe');
  }

  /** The device at its own size, made smaller to fit. */
  #fit(): void {
    const frame = this.#frame;
    const { clientWidth = 0, clientHeight = 0 } = frame?.parentElement ?? {};
    const room = { width: clientWidth - 2, height: clientHeight - 2 };
    if (!frame || room.width <= 0 || room.height <= 0) return;
    const { width, height } = sizeOf(this.device, room);
    const scale = Math.min(1, room.width / width, room.height / height);
    this.scale = scale;
    // Through the CSSOM: a style attribute would need a weaker content security policy.
    Object.assign(frame.style, { width: `${width}px`, height: `${height}px`, transform: `scale(${scale})` });
    Object.assign(frame.style, { margin: `${(-height * (1 - scale)) / 2}px ${(-width * (1 - scale)) / 2}px` });
  }

  readonly #onMessage = ({ source, origin, data }: MessageEvent): void => {
    if (source !== this.#frame?.contentWindow || origin !== location.origin) return;
    const report = data as StageReport;
    switch (report.type) {
      case 'kb-playground-ready':
        return this.#tell();
      case 'kb-playground-panel':
        return void this.dispatchEvent(new CustomEvent('panel', { detail: report.open }));
      case 'kb-playground-step':
        return void this.dispatchEvent(new CustomEvent('step', { detail: report.step }));
      case 'kb-playground-computed':
        return void this.dispatchEvent(new CustomEvent('computed', { detail: report.computed }));
      case 'kb-playground-page':
        this.dispatchEvent(new CustomEvent('page', { detail: report.look }));
    }
  };

  #tell(): void {
    const { design, scheme, host, open, asked } = this;
    const inputs = { ...inputsOf(design) };
    const [colors, near] = [colorsIn(design), besideLauncher(design)];
    const message: StageMessage = { type: 'kb-playground', inputs, scheme, host, open, colors, near, asked };
    this.#frame?.contentWindow?.postMessage(message, location.origin);
  }
}

/** Below this, a phone is shown with less height: words on it could not be judged. */
const SMALL = 0.75;
const SHORTEST_PHONE = 560;

/** A desktop takes the room there is, and looks as if from further away where that would be a phone's. */
function sizeOf(device: Device, room: { width: number; height: number }): { width: number; height: number } {
  if (device === 'phone' && room.height / DEVICES.phone.height < SMALL) {
    const { width } = DEVICES.phone;
    return { width, height: Math.max(SHORTEST_PHONE, (room.height * width) / room.width) };
  }
  if (device !== 'desktop') return DEVICES[device];
  const width = Math.max(room.width, DEVICES.desktop.width);
  return { width, height: (room.height * width) / room.width };
}

customElements.define('kb-stage-frame', StageFrame);
