import * as z from 'zod/mini';

// zod would try `new Function` to be faster, which our content security policy forbids and reports.
z.config({ jitless: true });
