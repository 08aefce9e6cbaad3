import type { Language } from '@nahtlos/contract/text'

const locale = { de: 'de-DE', en: 'en-GB' } as const

/** `2026-03-02` → `2. März 2026`; read as a calendar date, so no time zone can move it. */
export function formatDate(date: string, language: Language): string {
  return new Intl.DateTimeFormat(locale[language], { dateStyle: 'long', timeZone: 'UTC' }).format(
    new Date(`${date}T00:00:00Z`),
  )
}

/** The account tells apart who has the same name. */
export function formatPerson({ name, account }: { readonly name: string; readonly account: string }): string {
  return `${name} (${account})`
}

export function formatInstant(instant: string, language: Language): string {
  return new Intl.DateTimeFormat(locale[language], { dateStyle: 'medium', timeStyle: 'short' }).format(
    new Date(instant),
  )
}

/** ISO weekday 1–7 → `Montag`. */
export function formatWeekday(weekday: number, language: Language): string {
  // 1 January 2024 was a Monday.
  return new Intl.DateTimeFormat(locale[language], { weekday: 'long', timeZone: 'UTC' }).format(
    new Date(Date.UTC(2024, 0, weekday)),
  )
}

/** Bytes → `7,8 GB`. */
export function formatMemory(bytes: number, language: Language): string {
  return `${new Intl.NumberFormat(locale[language], { maximumFractionDigits: 1 }).format(bytes / 1024 ** 3)} GB`
}

export function formatNumber(value: number, language: Language, digits = 1): string {
  return new Intl.NumberFormat(locale[language], {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(value)
}

/** `2026-03-02` → `Mo., 2. März`; for choosing a day near now. */
export function formatDay(date: string, language: Language): string {
  return new Intl.DateTimeFormat(locale[language], {
    weekday: 'short',
    day: 'numeric',
    month: 'long',
    timeZone: 'UTC',
  }).format(new Date(`${date}T00:00:00Z`))
}
