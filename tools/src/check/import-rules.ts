import { readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import typescript from 'typescript'
import type { Check, Finding } from './finding.ts'
import { type Room, roomsOf, sourcesOf } from './room.ts'

/** A room imports only what its package.json names under `mayImport`, and only by the rooms' public names. */
export const importRules: Check = {
  name: 'rooms import only what they may',
  find(root) {
    const rooms = roomsOf(root)
    return rooms.flatMap((room) => [
      ...forbiddenDependencies(room),
      ...sourcesOf(root, room.name).flatMap((file) =>
        forbiddenImports(room, file, readFileSync(join(root, file), 'utf8')),
      ),
    ])
  },
}

function forbiddenDependencies(room: Room): Finding[] {
  return room.dependsOn
    .filter((other) => !mayImport(room, other))
    .map((other) => ({ where: `${room.name}/package.json`, message: `${room.name} must not depend on ${other}` }))
}

/** Static, dynamic and type imports and re-exports of one file, read by TypeScript's own scanner. */
export function forbiddenImports(room: Room, file: string, text: string): Finding[] {
  return typescript.preProcessFile(text, true, true).importedFiles.flatMap(({ fileName, pos }) => {
    const message = complaint(room, file, fileName)
    return message === null ? [] : [{ where: `${file}:${text.slice(0, pos).split('\n').length}`, message }]
  })
}

function complaint(room: Room, file: string, specifier: string): string | null {
  if (specifier.startsWith('@nahtlos/')) {
    const other = specifier.split('/')[1] ?? ''
    return mayImport(room, other) ? null : `${room.name} must not import ${other} (it may: ${allowed(room)})`
  }
  if (!specifier.startsWith('.')) return null
  const target = normalize(join(dirname(file), specifier))
  return target.startsWith(`${room.name}/`) ? null : `${specifier} leaves the room; import it as @nahtlos/…`
}

function mayImport(room: Room, other: string): boolean {
  if (other === room.name || room.mayImport.includes(other)) return true
  return room.mayImport.includes('*')
}

function allowed(room: Room): string {
  return room.mayImport.length === 0 ? 'no room' : room.mayImport.join(', ')
}
