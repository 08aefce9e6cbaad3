import type { Right } from '../rights.ts'

/** The rights by which something leaves a session for the machine in front of the person. */
const outward: ReadonlySet<Right> = new Set(['clipboard-out', 'download'])

/**
 * Whether somebody may take anything out of a workspace from where she is, by what she gets of her workspaces there.
 * Where she may not, nothing that came out of a session is given to her in another way either.
 */
export function mayTakeOut(
  workspaces: readonly { readonly available: boolean; readonly rights: readonly Right[] }[],
): boolean {
  return workspaces.some(({ available, rights }) => available && rights.some((right) => outward.has(right)))
}
