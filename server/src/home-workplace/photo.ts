import sharp from 'sharp'
import { ProblemError } from '../problem-error.ts'

/** Bytes of a photo as it comes. */
const most = 5 * 1024 * 1024
/** Pixels: a file of a few kilobytes can be a picture that fills all memory. */
const mostPixels = 50_000_000
/** Pixels of the longer side as it is kept. */
const side = 1600

// Only what the list of types needs is ever decoded; everything else of the library stays shut.
sharp.block({ operation: ['VipsForeignLoad'] })
sharp.unblock({ operation: ['VipsForeignLoadJpeg', 'VipsForeignLoadPng', 'VipsForeignLoadWebp'] })

const beginnings: readonly (readonly [offset: number, bytes: readonly number[]])[] = [
  [0, [0xff, 0xd8, 0xff]],
  [0, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  [8, [0x57, 0x45, 0x42, 0x50]],
]

/**
 * Draws a photo anew as a JPEG: what was in it besides the picture (place, time, camera, thumbnails, anything behind
 * its end) is gone. The type is told by the content; a name or a media type says nothing.
 *
 * @throws ProblemError `photo-refused` where it is no picture of a known type, or too large
 */
export async function redraw(bytes: Buffer): Promise<Buffer> {
  const known = beginnings.some(([offset, magic]) => magic.every((byte, at) => bytes[offset + at] === byte))
  if (!known || bytes.length > most) throw new ProblemError('photo-refused')
  try {
    return await sharp(bytes, { limitInputPixels: mostPixels, failOn: 'error', pages: 1 })
      .rotate()
      .resize(side, side, { fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#ffffff' })
      .jpeg({ quality: 80 })
      .toBuffer()
  } catch (error) {
    throw new ProblemError('photo-refused', { cause: error })
  }
}
