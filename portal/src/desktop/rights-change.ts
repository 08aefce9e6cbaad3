import type { Right } from '@nahtlos/contract/rights'

export interface RightsChange {
  readonly right: Right
  readonly gained: boolean
}

const all: readonly Right[] = [
  'control',
  'clipboard-in',
  'clipboard-out',
  'upload',
  'download',
  'print',
  'sound',
  'microphone',
]

/** What a person should hear when the rights of her connection change. */
export function changesBetween(before: readonly Right[], after: readonly Right[]): RightsChange[] {
  return all
    .filter((right) => before.includes(right) !== after.includes(right))
    .map((right) => ({ right, gained: after.includes(right) }))
}
