import type { Services } from '../services.ts'
import { ownData } from './own-data.ts'
import { papersOf } from './papers.ts'
import { jsonEntry, type ZipEntry, zipOf } from './zip.ts'

/** Everything about a person as one file: the data, every document that was issued to her, and her photos. */
export async function ownArchive(services: Services, person: string): Promise<{ name: string; bytes: Buffer }> {
  const at = services.clock()
  const [data, papers, photos] = await Promise.all([
    ownData(services, person),
    papersOf(services, { person }),
    photosOf(services, person),
  ])
  return { name: 'nahtlos.zip', bytes: await zipOf([jsonEntry('data.json', data), ...papers, ...photos], at) }
}

async function photosOf({ database, secrets }: Services, person: string): Promise<ZipEntry[]> {
  const rows = await database
    .selectFrom('home_photo')
    .innerJoin('home_check', 'home_check.id', 'home_photo.home_check')
    .select(['home_photo.id', 'home_photo.sealed'])
    .where('person', '=', person)
    .orderBy('at')
    .execute()
  return rows.map(({ id, sealed }) => ({
    name: `photos/${id}.jpg`,
    bytes: Buffer.from(secrets.open(sealed, `home_photo ${id}`), 'base64'),
  }))
}
