/** What the protocol takes, the smallest first. */
const TYPES = ['audio/webm;codecs=opus', 'audio/mp4', 'audio/ogg;codecs=opus'] as const;

/** Whether this browser can record, on this page: a page over plain http has no microphone. */
export const canRecord = (): boolean =>
  typeof MediaRecorder === 'function' && typeof navigator.mediaDevices?.getUserMedia === 'function';

export interface Recording {
  audio: Blob;
  /** One of the types of the protocol. */
  mimeType: string;
}

/** One recording from the microphone. The microphone is let go when it ends, however it ends. */
export class Recorder {
  readonly #stream: MediaStream;
  readonly #recorder: MediaRecorder;
  readonly #mimeType: string;
  readonly #pieces: Blob[] = [];
  readonly #ended: Promise<void>;
  #meter: { context: AudioContext; analyser: AnalyserNode; samples: Uint8Array<ArrayBuffer> } | null = null;

  private constructor(stream: MediaStream) {
    this.#stream = stream;
    this.#mimeType = TYPES.find((type) => MediaRecorder.isTypeSupported(type)) ?? TYPES[0];
    this.#recorder = new MediaRecorder(stream, { mimeType: this.#mimeType });
    this.#recorder.ondataavailable = ({ data }) => this.#pieces.push(data);
    this.#ended = new Promise((resolve) => {
      this.#recorder.onstop = () => resolve();
    });
    this.#recorder.start();
  }

  /** Asks for the microphone, and records. Rejects where it is refused. */
  static async start(): Promise<Recorder> {
    const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    try {
      return new Recorder(stream);
    } catch (error) {
      for (const track of stream.getTracks()) track.stop();
      throw error;
    }
  }

  /** How loud it is, from 0 to 1; 0 where the browser cannot tell. */
  level(): number {
    try {
      this.#meter ??= meterOf(this.#stream);
    } catch {
      return 0;
    }
    const { analyser, samples } = this.#meter;
    analyser.getByteTimeDomainData(samples);
    const power = samples.reduce((sum, sample) => sum + ((sample - 128) / 128) ** 2, 0) / samples.length;
    // Speech stays far below the loudest there could be.
    return Math.min(1, Math.sqrt(power) * 4);
  }

  async finish(): Promise<Recording> {
    this.#recorder.stop();
    await this.#ended;
    this.#release();
    return { audio: new Blob(this.#pieces, { type: this.#mimeType }), mimeType: this.#mimeType };
  }

  /** Nothing of it is kept. */
  cancel(): void {
    if (this.#recorder.state !== 'inactive') this.#recorder.stop();
    this.#release();
  }

  #release(): void {
    for (const track of this.#stream.getTracks()) track.stop();
    void this.#meter?.context.close();
    this.#meter = null;
  }
}

function meterOf(stream: MediaStream) {
  const context = new AudioContext();
  const analyser = context.createAnalyser();
  analyser.fftSize = 512;
  context.createMediaStreamSource(stream).connect(analyser);
  return { context, analyser, samples: new Uint8Array(analyser.fftSize) };
}
