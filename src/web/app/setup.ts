import { z } from 'zod';
import { shareStyleNonce } from '../lib/nonce.ts';

// zod would compile schemas with `new Function`, which the content security policy forbids and reports
z.config({ jitless: true });
shareStyleNonce();
