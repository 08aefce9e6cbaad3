// A page's code is loaded when it is first shown, which on a busy machine takes longer than the second that the library
// waits by itself. What never comes still fails, before the test's own end.
if (typeof document !== 'undefined') {
  const { configure } = await import('@testing-library/react')
  configure({ asyncUtilTimeout: 30_000 })
}

// A module, so that it may wait.
export {}
