/** A microphone and a recorder, in place of those that no test browser has. */
export function fakeMicrophone({ refused = false } = {}) {
  const facts = { recording: 0, tracksStopped: 0 };
  class FakeRecorder {
    static isTypeSupported = (type: string) => type.startsWith('audio/webm');
    state = 'inactive';
    ondataavailable: ((event: { data: Blob }) => void) | null = null;
    onstop: (() => void) | null = null;
    start() {
      this.state = 'recording';
      facts.recording += 1;
    }
    stop() {
      this.state = 'inactive';
      this.ondataavailable?.({ data: new Blob(['sound']) });
      this.onstop?.();
    }
  }
  const before = { recorder: globalThis.MediaRecorder, devices: navigator.mediaDevices };
  const getUserMedia = async () => {
    if (refused) throw new DOMException('Permission denied', 'NotAllowedError');
    return { getTracks: () => [{ stop: () => (facts.tracksStopped += 1) }] };
  };
  const put = (recorder: unknown, devices: unknown) => {
    Object.defineProperty(globalThis, 'MediaRecorder', { value: recorder, configurable: true, writable: true });
    Object.defineProperty(navigator, 'mediaDevices', { value: devices, configurable: true });
  };
  put(FakeRecorder, { getUserMedia });
  return { facts, restore: () => put(before.recorder, before.devices) };
}
