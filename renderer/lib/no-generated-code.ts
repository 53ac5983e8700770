import { z } from 'zod';

// The content security policy forbids code made from text, and zod tries to make some as soon as a schema of an object
// is built. This module is imported before every other, so that it never tries.
z.config({ jitless: true });
