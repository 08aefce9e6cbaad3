import type { Services } from '../services.ts'

/**
 * Does something with each of them, one after the other. One that fails is logged with its name and left for the next
 * time; it keeps nobody else from what is due.
 */
export async function eachAlone<Item>(
  { log }: Pick<Services, 'log'>,
  items: readonly Item[],
  nameOf: (item: Item) => string,
  deed: (item: Item) => Promise<unknown>,
): Promise<void> {
  for (const item of items) {
    try {
      await deed(item)
    } catch (error) {
      log.error(error, `${nameOf(item)}: what time makes due could not be done; trying again`)
    }
  }
}
