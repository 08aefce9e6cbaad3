import type { SettingsTemplate } from '@nahtlos/contract/configuration/settings-template'
import type { Text } from '@nahtlos/contract/text'

/** The settings of a session whose host went away. */
export interface SessionSettings {
  readonly templates: readonly SettingsTemplate[]
  /** Ids of those that the person could have been changing. */
  readonly inUse: readonly string[]
}

/** Seconds that a capture itself may take. */
const captureMaximum = 5

/**
 * What the loss of a host may have cost, in the person's words, one sentence for each kind of capture: changes of the
 * last seconds, or all since an app was started. Empty where nothing can be missing.
 */
export function lostSettings({ templates, inUse }: SessionSettings): Text[] {
  const used = templates.filter(({ id }) => inUse.includes(id))
  const told: Text[] = []
  const seconds = used.flatMap(({ capture }) => (capture === 'exit' ? [] : [capture.continuous]))
  if (seconds.length > 0) {
    const longest = Math.max(...seconds) + captureMaximum
    const names = (language: keyof Text) =>
      titles(
        used.filter(({ capture }) => capture !== 'exit'),
        language,
      )
    told.push({
      de: `Was Sie in den letzten ${longest} Sekunden vor dem Ausfall an diesen Einstellungen geändert haben, kann fehlen: ${names('de')}.`,
      en: `What you changed in these settings in the last ${longest} seconds before it may be missing: ${names('en')}.`,
    })
  }
  const atExit = used.filter(({ capture }) => capture === 'exit')
  if (atExit.length > 0) {
    told.push({
      de: `Was Sie hier geändert haben, seit die Anwendung zuletzt gestartet wurde, fehlt: ${titles(atExit, 'de')}.`,
      en: `What you changed here since the app was last started is missing: ${titles(atExit, 'en')}.`,
    })
  }
  return told
}

function titles(templates: readonly SettingsTemplate[], language: keyof Text): string {
  return templates.map(({ title }) => title[language]).join(', ')
}
