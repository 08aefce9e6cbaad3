import type { ProgramGrant } from '@nahtlos/contract/session/program-grant'
import type { Text } from '@nahtlos/contract/text'
import { announcement } from '@nahtlos/core/access/app-use'

/** What was approved and holds now. */
export type HeldGrant = Pick<ProgramGrant, 'programs' | 'until'>

/** Tells, before an approval is over, that it will be: ten and two minutes before, each once. */
export class EndingGrants {
  readonly #left = new Map<string, number>()

  /** What the person is to be told now. */
  due(held: readonly HeldGrant[], now: number): readonly Text[] {
    const told: Text[] = []
    const present = new Set<string>()
    for (const { programs, until } of held) {
      const names = [...programs.packages, ...programs.paths].join(', ')
      const key = `${until} ${names}`
      present.add(key)
      const left = Math.max(0, Math.round((Date.parse(until) - now) / 1000))
      const minutes = announcement(this.#left.get(key) ?? null, left)
      this.#left.set(key, left)
      if (minutes !== null) told.push(words(names, minutes))
    }
    for (const key of this.#left.keys()) if (!present.has(key)) this.#left.delete(key)
    return told
  }
}

export const endingTitle: Text = { de: 'Eine Freigabe endet', en: 'An approval ends' }

function words(names: string, minutes: number): Text {
  return {
    de: `In ${minutes} Minuten endet die Freigabe für ${names}. Speichern Sie Ihre Arbeit.`,
    en: `In ${minutes} minutes the approval of ${names} ends. Save your work.`,
  }
}

export const endedTitle: Text = { de: 'Ein Programm wurde beendet', en: 'A program was ended' }
export const endedText: Text = {
  de: 'Es ist hier nicht mehr erlaubt. Im Portal können Sie eine Freigabe anfragen.',
  en: 'It is not allowed here any more. In the portal you can ask for approval.',
}
