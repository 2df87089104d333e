import { setGlobalOptions, Severity } from '@typegoose/typegoose';

// Imported before any model: a BSON Timestamp has no schema type of Mongoose's own, so `changedAt` is Mixed on purpose, and needs no warning.
setGlobalOptions({ options: { allowMixed: Severity.ALLOW } });
