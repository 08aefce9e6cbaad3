import type { Page } from 'playwright-core'
import { type Hands, pointer } from './hands.ts'

export interface FormAnswers {
  readonly from: string
  readonly until: string
  /** Names of weekdays, with the hours of home. */
  readonly days: readonly string[]
  readonly hours?: { readonly from: string; readonly until: string }
  /** Titles of devices. */
  readonly equipment?: readonly string[]
  readonly highProtection?: boolean
  readonly familyDuties?: boolean
  readonly representative?: boolean
}

/** Fills in the request form as a person does, question by question, up to the summary; `look` is called at each. */
export async function fillRequest(
  page: Page,
  answers: FormAnswers,
  look: () => Promise<void> = async () => undefined,
  { press, write, tick }: Hands = pointer,
): Promise<void> {
  const { from, until } = answers.hours ?? { from: '00:00', until: '00:00' }
  const next = async (heading: string) => {
    await press(page.getByRole('button', { name: 'Weiter' }))
    await page.getByRole('heading', { level: 2, name: heading }).waitFor()
    await look()
  }
  await write(page.getByLabel('Erster Tag'), answers.from)
  await write(page.getByLabel('Letzter Tag'), answers.until)
  await next('An welchen Tagen arbeiten Sie zu Hause?')
  for (const weekday of answers.days) {
    await tick(page.getByRole('checkbox', { name: weekday }))
    await write(page.getByLabel(`${weekday} von`), from)
    await write(page.getByLabel(`${weekday} bis`), until)
  }
  await next('Wann sind Sie im Amt?')
  await next('Woran arbeiten Sie?')
  await write(page.getByLabel('Aufgabe'), 'Anträge auf Hilfe bearbeiten')
  await tick(page.getByLabel(answers.highProtection ? 'hoher Schutzbedarf' : 'normaler Schutzbedarf'))
  await next('Welche Anwendungen brauchen Sie?')
  await next('Wie ist Ihr Arbeitsplatz zu Hause?')
  for (const group of ['abgetrennten Bereich', 'Tisch und Stuhl', 'Internetanschluss'])
    await tick(page.getByRole('group', { name: group }).getByLabel('Ja'))
  await write(page.getByLabel('Telefon zu Hause'), '0123 456789')
  await next('Welche Geräte brauchen Sie?')
  for (const device of answers.equipment ?? []) await tick(page.getByLabel(device, { exact: true }))
  await next('Soll noch jemand beteiligt werden?')
  if (answers.familyDuties) await tick(page.getByLabel('Ich habe Familienaufgaben'))
  if (answers.representative) await tick(page.getByLabel('Die Schwerbehindertenvertretung soll beteiligt werden'))
  await next('Bitte bestätigen Sie')
  for (const declaration of ['Ich habe das Merkblatt gelesen', 'Ich halte die Regeln', 'Ich gebe die Geräte'])
    await tick(page.getByLabel(declaration))
  await next('Stimmt alles?')
}
