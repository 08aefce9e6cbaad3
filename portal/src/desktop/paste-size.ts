import { pasteMaximum } from '@nahtlos/contract/display-protocol'

/**
 * Whether a text is more than a session host takes in one paste. It counts as it is sent: UTF-8, lines that end in CR LF,
 * and a NUL behind it (RFB, Extended Clipboard Pseudo-Encoding).
 */
export function isTooLargeToPaste(text: string): boolean {
  // Each letter is a byte at least; whoever pastes a hundred megabytes need not wait until they are counted.
  if (text.length >= pasteMaximum) return true
  return new TextEncoder().encode(text.replace(/\r\n|\r|\n/g, '\r\n')).length + 1 > pasteMaximum
}
