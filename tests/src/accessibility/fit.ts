import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'
import { keepPicture } from '../browser/browser.ts'
import { loaded } from '../browser/portal.ts'
import { findings, overflow } from './axe.ts'

/** What a page's first heading says in both languages. */
export interface Headings {
  readonly de: string | RegExp
  readonly en: string | RegExp
}

const switches = { de: 'Deutsch', en: 'English' } as const

/**
 * The page as it stands, in both languages: its heading is there, axe finds nothing, and it does not scroll sideways
 * down to 320 pixels. German, whose words are longer, is looked at in the narrow layout and English in the wide one.
 * Leaves it in German, at 1440 pixels.
 */
export async function isFit(page: Page, name: string, headings: Headings): Promise<void> {
  for (const language of ['de', 'en'] as const) {
    await page.setViewportSize({ width: 1440, height: 900 })
    await speak(page, language)
    await page.getByRole('heading', { level: 1, name: headings[language] }).waitFor()
    await loaded(page)
    await looksFit(page, `${name}-${language}`, language === 'de' ? [320] : [1440])
  }
  await page.setViewportSize({ width: 1440, height: 900 })
  await speak(page, 'de')
}

/** The same for one language alone, and whatever stands on the page; axe looks at the widths named. */
export async function looksFit(page: Page, name: string, widths: readonly number[]): Promise<void> {
  for (const width of [1440, 800, 320]) {
    await page.setViewportSize({ width, height: 900 })
    const tooWide = await overflow(page)
    assert.ok(tooWide <= 0, `${name} is ${tooWide} pixels too wide at ${width}`)
    if (!widths.includes(width)) continue
    assert.deepEqual(await findings(page), [], `${name} at ${width} pixels`)
    await keepPicture(page, `page-${name}-${width}`)
  }
}

/** Presses the switch of the page, which the desktop alone has not: there the choice made elsewhere is taken. */
export async function speak(page: Page, language: 'de' | 'en'): Promise<void> {
  await page.getByRole('button', { name: switches[language], exact: true }).click()
  await page.locator(`html[lang=${language}]`).waitFor()
}
