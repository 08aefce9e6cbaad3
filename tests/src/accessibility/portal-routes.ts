import { readFile } from 'node:fs/promises'

const router = new URL('../../../portal/src/router.tsx', import.meta.url)

/** The addresses of all pages of the portal, as its router declares them: `/settings/$template`. */
export async function portalRoutes(): Promise<string[]> {
  return routesIn(await readFile(router, 'utf8'))
}

/** Follows each route to its parents. A route that only frames others, without a page of its own, is none. */
export function routesIn(source: string): string[] {
  const declared = new Map(
    source.split(/(?=^const )/m).flatMap((text) => {
      const [, name = '', parent = ''] =
        /^const (\w+) = createRoute\(\{\s*getParentRoute: \(\) => (\w+)/.exec(text) ?? []
      const path = /\bpath: '([^']*)'/.exec(text)?.[1] ?? ''
      return name === '' ? [] : [[name, { parent, path }] as const]
    }),
  )
  const whole = (name: string): string => {
    const route = declared.get(name)
    return route === undefined ? '' : whole(route.parent) + route.path.replace(/\/$/, '')
  }
  return [...new Set([...declared].filter(([, { path }]) => path !== '').map(([name]) => whole(name) || '/'))].sort()
}
