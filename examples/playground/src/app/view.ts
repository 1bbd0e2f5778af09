import { type Device, DEVICES, type Host, HOSTS, type Schemes, SCHEMES } from './frames.ts';

/** How somebody looks at a design. What nobody has chosen is missing, so that each screen shows what it has room for. */
export interface View {
  page?: Host;
  device?: Device;
  schemes?: Schemes;
}

const CHOICES = { page: HOSTS, device: DEVICES, schemes: SCHEMES } as const satisfies Record<keyof View, object>;

/** What follows the `#` of an address: the design, and how it is looked at: `eyJ…&page=shop&schemes=dark`. */
export function readHash(hash: string): { design: string; view: View; ignored: string[] } {
  const [, design = '', rest = ''] = /^#?([^&]*)(.*)$/s.exec(hash) ?? [];
  const view: Record<string, string> = {};
  const ignored: string[] = [];
  for (const [name, value] of new URLSearchParams(rest)) {
    const choices = Object.hasOwn(CHOICES, name) ? CHOICES[name as keyof View] : {};
    if (Object.hasOwn(choices, value)) view[name] = value;
    else ignored.push(`${name}=${value}`);
  }
  return { design, view, ignored };
}

/** The other way round; `''` where there is nothing to say. */
export function writeHash(design: string, view: View): string {
  const said = new URLSearchParams(view as Record<string, string>).toString();
  return design || said ? `#${design}${said && `&${said}`}` : '';
}
