// Holds values against the schemas of openapi.yaml, which are JSON Schema 2020-12, and against the declared types.

import { Ajv2020 } from "ajv/dist/2020.js";
import formats from "ajv-formats";
import { document } from "../operations/description.mjs";
import { problemsOf } from "./problems.mjs";
import { unknownFields } from "./unknown.mjs";

const ROOT = "https://openapi.invalid/";

const ajv = new Ajv2020({ strict: false, allErrors: true, verbose: true });
formats.default(ajv);

/** A schema of the description whose references lead from outside of it. */
const fromOutside = (schema) => JSON.parse(JSON.stringify(schema).replaceAll('"#/', `"${ROOT}#/`));

ajv.addSchema({ $id: ROOT, components: { schemas: fromOutside(document.components.schemas) } });

const validators = new Map();
const follow = (reference) => ajv.getSchema(reference)?.schema;

function validator(schema, form) {
  if (!validators.has(schema)) validators.set(schema, ajv.compile(form(schema)));
  return validators.get(schema);
}

/** What is wrong with a value, by a schema of the description. Members that it does not name are told as well. */
export function againstDescription(schema, value) {
  return [...complaints(validator(schema, fromOutside), value), ...unknownFields(schema, value)];
}

/** What is wrong with a value, by a JSON schema. Members that it does not name are welcome. */
export function problems(schema, value) {
  return complaints(validator(schema, (one) => one), value);
}

const complaints = (validate, value) => (validate(value) ? [] : problemsOf(validate.errors, value, follow));
