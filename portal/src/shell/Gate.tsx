import { Outlet, useRouterState } from '@tanstack/react-router'
import { useEffect } from 'react'
import { DuePage } from '../sign-in/DuePage.tsx'
import { Frame } from './Frame.tsx'
import { Loading } from './Loading.tsx'
import { useLanguage } from './language.tsx'
import { MeProvider, useMeQuery } from './me.tsx'
import { TroubleAlert } from './TroubleAlert.tsx'

/** Lets through whoever is fully signed in, and shows everyone else the step that is due. */
export function Gate() {
  const query = useMeQuery()
  const me = query.data ?? null
  const { suggest } = useLanguage()
  const ownLanguage = me?.person.language
  useEffect(() => {
    if (ownLanguage) suggest(ownLanguage)
  }, [ownLanguage, suggest])
  const onDesktop = useRouterState({ select: (state) => state.location.pathname.startsWith('/desktop/') })

  if (query.isPending)
    return (
      <Frame me={null}>
        <Loading />
      </Frame>
    )
  // A person who was let in stays in while the server is silent; her next step will tell.
  if (query.isError && query.data === undefined)
    return (
      <Frame me={null}>
        <div className="page page--narrow">
          <TroubleAlert error={query.error} onRetry={() => void query.refetch()} />
        </div>
      </Frame>
    )
  if (me === null || me.due !== 'none')
    return (
      <Frame me={me}>
        <DuePage me={me} />
      </Frame>
    )
  if (onDesktop)
    return (
      <MeProvider value={me}>
        <Outlet />
      </MeProvider>
    )
  return (
    <MeProvider value={me}>
      <Frame me={me}>
        <Outlet />
      </Frame>
    </MeProvider>
  )
}

/** The frame of pages that need no sign-in. */
export function OpenFrame() {
  const me = useMeQuery().data ?? null
  return (
    <Frame me={me}>
      <Outlet />
    </Frame>
  )
}
