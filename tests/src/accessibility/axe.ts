import axe from 'axe-core'
import type { Page } from 'playwright-core'

declare global {
  interface Window {
    /** In a page that was looked at. */
    readonly axe: typeof axe
  }
}

/** WCAG 2.0 to 2.2, levels A and AA, with the rule for the size of targets, which axe leaves out by itself. */
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

/**
 * What axe finds on the page as it stands: one line for each rule that is broken, with its first place. Asked for is no
 * more than that: what axe tells of all that is in order is much longer than the page.
 */
export async function findings(page: Page): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source)
  const { broken, looked } = await page.evaluate(async (values) => {
    const { violations, passes } = await window.axe.run({
      runOnly: { type: 'tag', values },
      rules: { 'target-size': { enabled: true } },
      resultTypes: ['violations'],
    })
    const broken = violations.map(({ id, help, nodes }) => `${id}: ${help} at ${nodes[0]?.target.join(' ')}`)
    return { broken, looked: passes.length }
  }, tags)
  if (looked === 0) throw new Error('axe looked at nothing')
  return broken
}

/** By how many pixels the page is wider than its window. */
export async function overflow(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
}
