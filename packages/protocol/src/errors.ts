/** A message that does not follow the protocol. `field` names the place, e.g. `params.input.content[0].text`. */
export class ProtocolError extends Error {
  override readonly name = 'ProtocolError';
  readonly code: 'malformed-json' | 'unknown-request-type' | 'invalid-request' | 'malformed-event';
  /** Dotted path of the field at fault; empty for the message as a whole. */
  readonly field: string;

  constructor(code: ProtocolError['code'], message: string, field = '') {
    super(message);
    this.code = code;
    this.field = field;
  }
}
