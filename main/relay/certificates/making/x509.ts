/** The library that writes certificates wants this polyfill to be there first. */
import 'reflect-metadata';

export * from '@peculiar/x509';
