import type { Page } from 'playwright-core'

export interface FormAnswers {
  readonly from: string
  readonly until: string
  /** Names of weekdays, with the hours of home. */
  readonly days: readonly string[]
  readonly hours?: { readonly from: string; readonly until: string }
  readonly highProtection?: boolean
  readonly familyDuties?: boolean
  readonly representative?: boolean
}

/** Fills in the request form as a person does, question by question, up to the summary; `look` is called at each. */
export async function fillRequest(
  page: Page,
  answers: FormAnswers,
  look: () => Promise<void> = async () => undefined,
): Promise<void> {
  const { from, until } = answers.hours ?? { from: '00:00', until: '00:00' }
  const next = async (heading: string) => {
    await page.getByRole('button', { name: 'Weiter' }).click()
    await page.getByRole('heading', { level: 2, name: heading }).waitFor()
    await look()
  }
  await page.getByLabel('Erster Tag').fill(answers.from)
  await page.getByLabel('Letzter Tag').fill(answers.until)
  await next('An welchen Tagen arbeiten Sie zu Hause?')
  for (const weekday of answers.days) {
    await page.getByRole('checkbox', { name: weekday }).check()
    await page.getByLabel(`${weekday} von`).fill(from)
    await page.getByLabel(`${weekday} bis`).fill(until)
  }
  await next('Wann sind Sie im Amt?')
  await next('Woran arbeiten Sie?')
  await page.getByLabel('Aufgabe').fill('Anträge auf Hilfe bearbeiten')
  await page.getByLabel(answers.highProtection ? 'hoher Schutzbedarf' : 'normaler Schutzbedarf').check()
  await next('Welche Anwendungen brauchen Sie?')
  await next('Wie ist Ihr Arbeitsplatz zu Hause?')
  for (const group of ['abgetrennten Bereich', 'Tisch und Stuhl', 'Internetanschluss'])
    await page.getByRole('group', { name: group }).getByLabel('Ja').check()
  await page.getByLabel('Telefon zu Hause').fill('0123 456789')
  await next('Welche Geräte brauchen Sie?')
  await next('Soll noch jemand beteiligt werden?')
  if (answers.familyDuties) await page.getByLabel('Ich habe Familienaufgaben').check()
  if (answers.representative) await page.getByLabel('Die Schwerbehindertenvertretung soll beteiligt werden').check()
  await next('Bitte bestätigen Sie')
  for (const declaration of ['Ich habe das Merkblatt gelesen', 'Ich halte die Regeln', 'Ich gebe die Geräte'])
    await page.getByLabel(declaration).check()
  await next('Stimmt alles?')
}
