import { PROPERTIES } from '../config/attributes.ts';
import { DOCS } from '../shared/errors.ts';
import { warnOnce } from '../shared/warn.ts';
import { nearestName } from './nearest-name.ts';

/**
 * Tells of a setting that there is not, once, with the one that was meant.
 *
 * @param where what holds the setting, as its author wrote it
 */
export function noSetting(where: string, name: string): void {
  const meant = nearestName(name, Object.keys(PROPERTIES));
  warnOnce(
    `${where}-${name}`,
    `${where} has "${name}", and there is no such setting. ${meant ? `Did you mean "${meant}"? ` : ''}See ${DOCS}/configuration.md`,
  );
}
