import type { BoundedApp, WithheldApp } from '@nahtlos/contract/configuration/withhold'
import type { AppUse } from '@nahtlos/contract/host/report'
import type { Text } from '@nahtlos/contract/text'

/** Minutes before its time is over at which the person is told. */
const announcedAt = [10, 2] as const

/** One more stretch of time in which these apps ran. What was used on other days counts no longer. Pure. */
export function usedLater(
  before: readonly AppUse[],
  running: ReadonlySet<string>,
  day: string,
  seconds: number,
): readonly AppUse[] {
  const today = before.filter((each) => each.day === day)
  const known = new Set(today.map(({ app }) => app))
  return [
    ...today.map((each) => (running.has(each.app) ? { ...each, seconds: each.seconds + seconds } : each)),
    ...[...running].filter((app) => !known.has(app)).map((app) => ({ app, day, seconds })),
  ]
}

/** Seconds that an app may still be used on this day; null where nobody bounds its time. */
export function secondsLeft({ app, minutesPerDay }: BoundedApp, used: readonly AppUse[], day: string): number | null {
  if (minutesPerDay === undefined) return null
  const spent = used
    .filter((each) => each.app === app && each.day === day)
    .reduce((sum, { seconds }) => sum + seconds, 0)
  return Math.max(0, minutesPerDay * 60 - spent)
}

/** Apps whose time of this day is over: they are kept away until the next one. */
export function usedUp(bounded: readonly BoundedApp[], used: readonly AppUse[], day: string): WithheldApp[] {
  return bounded
    .filter((each) => secondsLeft(each, used, day) === 0)
    .map(({ app, running, reason }) => ({ app, running, reason }))
}

/** The minutes to tell of now, where less is left than at the last look; null where there is nothing to tell. */
export function announcement(before: number | null, left: number): number | null {
  if (left === 0) return null
  const due = announcedAt.filter((minutes) => left <= minutes * 60 && (before === null || before > minutes * 60))
  return due.at(-1) ?? null
}

/** What stands in the message. */
export function announcementText(minutes: number, reason: Text): Text {
  return {
    de: `Noch ${minutes} Minuten heute. Speichern Sie Ihre Arbeit. ${reason.de}`,
    en: `${minutes} minutes are left today. Save your work. ${reason.en}`,
  }
}

/** One run of an app in a session: its first process and when it began, in the clock ticks of the kernel. */
export interface AppRun {
  readonly pid: number
  readonly startTime: number
}

/** The youngest runs that are too many. */
export function surplus<Run extends AppRun>(runs: readonly Run[], atOnce: number): readonly Run[] {
  return runs.toSorted((one, other) => one.startTime - other.startTime || one.pid - other.pid).slice(atOnce)
}

export function surplusText(atOnce: number, reason: Text): Text {
  return atOnce === 1
    ? {
        de: `Die Anwendung läuft schon und lässt sich nur einmal starten. ${reason.de}`,
        en: `The app runs already and can be started only once. ${reason.en}`,
      }
    : {
        de: `Die Anwendung läuft schon ${atOnce}-mal, und öfter geht es nicht. ${reason.de}`,
        en: `The app runs ${atOnce} times already, which is the most. ${reason.en}`,
      }
}
