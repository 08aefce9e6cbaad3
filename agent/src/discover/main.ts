import { accessSync } from 'node:fs'
import { discover, NotWatchable } from './discover.ts'

/** `./nahtlos settings discover PROGRAM [ARGUMENT…]`: prints a template for an app that the library does not know. */
const command = process.argv.slice(2)
const [program = ''] = command
const places = program.includes('/') ? [''] : ['/usr/local/bin/', '/usr/bin/', '/bin/', '/usr/games/']
const isThere = places.some((place) => {
  try {
    accessSync(place + program)
    return true
  } catch {
    // Looked for in the next place.
    return false
  }
})
if (program === '' || !isThere) {
  console.error(
    program === '' ? 'usage: nahtlos settings discover PROGRAM [ARGUMENT…]' : `this machine has no program ${program}`,
  )
  process.exit(64)
}
try {
  console.error(`watching ${command.join(' ')} in three fresh homes …`)
  const { document, judgements, faults, keepsWindow } = await discover(command)
  for (const { path, keep, reason } of judgements) console.error(`${keep ? '+' : '-'} ${path}: ${reason}`)
  console.error(
    keepsWindow ? '✓ it remembered the size of its window' : '· it does not remember the size of its window',
  )
  for (const fault of faults) console.error(`✗ ${fault}`)
  console.error(
    faults.length === 0 ? '✓ verified: a fresh home with these files alone goes on as before' : '✗ not verified',
  )
  process.stdout.write(document)
  process.exitCode = faults.length === 0 ? 0 : 1
} catch (error) {
  if (!(error instanceof NotWatchable)) throw error
  console.error(`✗ ${error.message}`)
  process.exitCode = 1
}
