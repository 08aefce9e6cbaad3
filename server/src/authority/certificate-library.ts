/**
 * The only door to @peculiar/x509: the library needs this polyfill to be there before it is loaded,
 * and an import order that nobody can get wrong is one that stands in one file.
 */
import 'reflect-metadata'

export * from '@peculiar/x509'
