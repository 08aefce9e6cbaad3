import type { Rectangle } from './viewer.ts'

/**
 * When the picture became what it finally is: the time of the first rectangle after which at least `share` of all
 * pixels equal the last picture, and stay so counted over the whole picture. Returns `undefined` without rectangles.
 */
export function drawnAt(
  rectangles: readonly Rectangle[],
  width: number,
  height: number,
  share = 0.993,
): number | undefined {
  const last = new Uint32Array(width * height)
  for (const rectangle of rectangles) {
    each(rectangle, width, (index, pixel) => {
      last[index] = pixel
    })
  }
  const present = new Uint32Array(width * height)
  let equal = 0
  for (const pixel of last) if (pixel === 0) equal += 1
  let drawn: number | undefined
  for (const rectangle of rectangles) {
    each(rectangle, width, (index, pixel) => {
      if (present[index] === last[index]) equal -= 1
      if (pixel === last[index]) equal += 1
      present[index] = pixel
    })
    if (equal < share * width * height) drawn = undefined
    else drawn ??= rectangle.at
  }
  return drawn
}

function each(rectangle: Rectangle, width: number, visit: (index: number, pixel: number) => void): void {
  for (let row = 0; row < rectangle.height; row += 1) {
    const from = row * rectangle.width
    const to = (rectangle.y + row) * width + rectangle.x
    for (let column = 0; column < rectangle.width; column += 1) {
      visit(to + column, rectangle.pixels[from + column] as number)
    }
  }
}
