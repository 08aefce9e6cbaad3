import type { Locator, Page } from 'playwright-core'

/** How a person works a page: whoever tells a story through these can let anybody play it. */
export interface Hands {
  press(target: Locator): Promise<void>
  /** Dates are `2026-03-02` and times `08:00`, whatever the field shows. */
  write(field: Locator, text: string): Promise<void>
  /** Ticks a box, or chooses one of several. */
  tick(box: Locator): Promise<void>
}

/** Fingers or a mouse. */
export const pointer: Hands = {
  press: (target) => target.click(),
  write: (field, text) => field.fill(text),
  tick: (box) => box.check(),
}

/** No page has more places for the focus. */
const places = 200

/** The keyboard alone: from wherever the focus is, with the keys that a browser gives to everybody. */
export const keyboard: Hands = {
  async press(target) {
    await goTo(target)
    await target.page().keyboard.press('Enter')
  },
  async write(field, text) {
    await goTo(field)
    const keys = field.page().keyboard
    const type = await field.getAttribute('type')
    if (type === 'date' || type === 'time') await keys.type(type === 'date' ? dateKeys(text) : timeKeys(text))
    else {
      await keys.press('Control+a')
      await keys.type(text)
    }
    const written = await field.inputValue()
    if (written !== text) throw new Error(`the keyboard wrote ${written} instead of ${text}`)
  },
  async tick(box) {
    const page = box.page()
    if ((await box.getAttribute('type')) === 'radio') {
      await goTo(page.locator(`input[name="${await box.getAttribute('name')}"]`))
      for (let pressed = 0; pressed < places && !(await hasFocus(box)); pressed += 1)
        await page.keyboard.press('ArrowDown')
    } else await goTo(box)
    if (!(await box.isChecked())) await page.keyboard.press('Space')
    if (!(await box.isChecked())) throw new Error('the keyboard could not tick a box')
  },
}

/** The test's browser speaks English itself, whatever a page does, and has its fields in that order. */
function dateKeys(date: string): string {
  const [year, month, day] = date.split('-')
  return `${month}${day}${year}`
}

function timeKeys(time: string): string {
  const [hour = 0, minute = 0] = time.split(':').map(Number)
  const two = (number: number) => String(number).padStart(2, '0')
  return `${two(hour % 12 || 12)}${two(minute)}${hour < 12 ? 'A' : 'P'}`
}

/** Presses the tabulator until one of these has the focus. */
async function goTo(targets: Locator): Promise<void> {
  await targets.first().waitFor()
  const page = targets.page()
  for (let pressed = 0; pressed < places; pressed += 1) {
    if (await hasFocus(targets)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`the keyboard never reached ${targets}; it is at ${await focused(page)}`)
}

function hasFocus(targets: Locator): Promise<boolean> {
  return targets.evaluateAll((elements) => elements.some((element) => element === document.activeElement))
}

/** The accessible name of what has the focus, as far as label, aria-label or text give it. */
export async function focused(page: Page): Promise<string> {
  return page.evaluate(() => {
    const element = document.activeElement
    if (element === null || element === document.body) return ''
    const label = element.getAttribute('aria-label')
    if (label !== null) return label
    const own = element instanceof HTMLInputElement ? element.labels?.[0]?.textContent : element.textContent
    return (own ?? '').trim()
  })
}
