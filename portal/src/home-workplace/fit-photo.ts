/** Bytes that the server takes; with room for what base64 and rounding do. */
const most = 4 * 1024 * 1024
/** Pixels of the longer side that the server keeps. */
const side = 1600

/**
 * A photo as it can be sent: one of a telephone is often larger than the server takes, so it is drawn smaller here. What
 * cannot be drawn is sent as it is, and the server says why it is no photo.
 */
export async function fitPhoto(file: File): Promise<Blob> {
  if (file.size <= most) return file
  try {
    const picture = await createImageBitmap(file)
    const scale = Math.min(1, side / Math.max(picture.width, picture.height))
    const canvas = document.createElement('canvas')
    canvas.width = Math.round(picture.width * scale)
    canvas.height = Math.round(picture.height * scale)
    canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height)
    picture.close()
    return await new Promise((resolve) => canvas.toBlob((blob) => resolve(blob ?? file), 'image/jpeg', 0.9))
  } catch {
    return file
  }
}
