import type { Page } from 'playwright-core'

const canvas = '.desktop__screen canvas'
/** Where the last picture stays while there is no connection. */
const still = '.desktop__still'

/** The desktop as the browser shows it: its size and its pixels, four bytes each. */
export interface Picture {
  readonly width: number
  readonly height: number
  readonly pixels: Buffer
}

export function pictureOf(page: Page): Promise<Picture> {
  return pixelsOf(page, canvas)
}

/** The last picture as it stands while there is no connection; 0 by 0 where nothing is left of it. */
export function frozenPictureOf(page: Page): Promise<Picture> {
  return pixelsOf(page, still)
}

async function pixelsOf(page: Page, selector: string): Promise<Picture> {
  const { width, height, data } = await page.locator(selector).evaluate((element) => {
    const screen = element as HTMLCanvasElement
    const context = screen.getContext('2d')
    if (context === null) throw new Error('the desktop is no canvas')
    if (screen.width === 0 || screen.height === 0) return { width: 0, height: 0, data: '' }
    const { data } = context.getImageData(0, 0, screen.width, screen.height)
    let text = ''
    for (let at = 0; at < data.length; at += 32_768) text += String.fromCharCode(...data.subarray(at, at + 32_768))
    return { width: screen.width, height: screen.height, data: btoa(text) }
  })
  return { width, height, pixels: Buffer.from(data, 'base64') }
}

/** The share of equal pixels, from 0 to 1; pictures of different size have nothing in common. */
export function likeness(one: Picture, other: Picture): number {
  if (one.width !== other.width || one.height !== other.height) return 0
  let equal = 0
  for (let at = 0; at < one.pixels.length; at += 4) {
    if (one.pixels.readUInt32LE(at) === other.pixels.readUInt32LE(at)) equal += 1
  }
  return equal / (one.width * one.height)
}

/** How many pixels of two pictures of one size are not the same; a blinking caret is some twenty. */
export function differing(one: Picture, other: Picture): number {
  return Math.round((1 - likeness(one, other)) * one.width * one.height)
}

/** The share of a colour in the picture, `#rrggbb`. */
export function shareOf(picture: Picture, colour: string): number {
  const wanted = Number.parseInt(colour.slice(1), 16)
  let equal = 0
  for (let at = 0; at < picture.pixels.length; at += 4) if (picture.pixels.readUIntBE(at, 3) === wanted) equal += 1
  return equal / (picture.width * picture.height)
}

/** Waits for a connected desktop whose picture fulfils the condition; fails after `seconds` with the last value. */
export async function drawn(page: Page, holds: (picture: Picture) => boolean, seconds = 60): Promise<Picture> {
  await page.locator('[data-connection=connected]').waitFor({ timeout: seconds * 1000 })
  const end = Date.now() + seconds * 1000
  for (;;) {
    const picture = await pictureOf(page)
    if (picture.width > 0 && holds(picture)) return picture
    if (Date.now() > end) throw new Error(`the desktop did not become what was expected within ${seconds} s`)
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)))
  }
}

/** The picture once it stays the same over the frames in which a caret would blink or a window would still be drawn. */
export async function drawnAtRest(page: Page, seconds = 60): Promise<Picture> {
  const end = Date.now() + seconds * 1000
  let last = await pictureOf(page)
  for (let since = Date.now(); Date.now() - since < 500; ) {
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)))
    const next = await pictureOf(page)
    if (likeness(last, next) < 0.9999) since = Date.now()
    last = next
    if (Date.now() > end) throw new Error(`the desktop did not rest within ${seconds} s`)
  }
  return last
}

/** Clicks a launcher of a panel at the lower edge; the start button comes before the first one (index 0). */
export async function clickLauncher(page: Page, index: number): Promise<void> {
  const box = await page.locator(canvas).boundingBox()
  if (box === null) throw new Error('there is no desktop on this page')
  await page.mouse.click(box.x + 78 + 34 * index, box.y + box.height - 17)
}
