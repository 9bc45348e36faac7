//! A small API description for the audit's own tests.

use super::sources::openapi::{Described, read};

const OPENAPI: &str = r##"
openapi: 3.1.0
paths:
  /api/v1/thing/start:
    post:
      operationId: addThing
      deprecated: true
      x-confidence: documented
      x-response-confidence: inferred
      requestBody:
        content:
          application/json:
            schema:
              allOf:
                - type: object
                  properties:
                    name: { type: string }
                    mode: { type: string, enum: [a, b] }
                    steps: { type: integer, minimum: 1, maximum: 50 }
                    size: { type: [string, number] }
                  required: [name]
                - $ref: "#/components/schemas/More"
      responses:
        "200":
          content:
            application/json:
              schema: { $ref: "#/components/schemas/ThingAnswer" }
              examples:
                success: { value: { code: 0, data: { _id: one, error_code: "0" } } }
      x-task:
        idAt: data._id
        pollWith: getThing
        statusField: current_status
        success: [completed]
        failure: [failed]
        resultFields: [result_url]
  /api/v1/thing/allRecords:
    get:
      operationId: listThings
      x-confidence: documented
      x-response-confidence: observed-in-code
      parameters:
        - { name: pageNum, in: query, schema: { type: integer, minimum: 1 } }
        - { name: pageSize, in: query, required: true, schema: { type: integer } }
      responses: {}
components:
  schemas:
    More:
      type: object
      properties:
        ids: { type: array, items: { type: string } }
        back_id: { type: string, description: not with custom_back_id }
        custom_back_id: { type: string }
    ThingAnswer:
      allOf:
        - properties: { code: { type: integer }, data: { description: free } }
        - type: object
          properties: { data: { $ref: "#/components/schemas/Thing" } }
          required: [data]
    Thing:
      type: object
      properties:
        _id: { type: string }
        duration: { type: number }
        error_code: { type: [integer, string, "null"] }
        extra: { description: free }
      required: [_id]
"##;

pub const NAMES: &str = "
| class | meaning |
|-------|---------|
| `read` | changes nothing |

## Things & more

| vendor page | JS method | Rust struct → record | operationId | verb and path | class | confidence |
|---|---|---|---|---|---|---|
| [Start][1] | `things.start` (deprecated) | `AddThing` → `Thing` | `addThing` | `POST /api/v1/thing/start` | charging | D / I |
| List | `things.list` | `Tasks::<AddThing>::list` → `Page<Thing>` | `listThings` | `GET /api/v1/thing/allRecords` | read | D / O |

[1]: https://example.com/start
";

pub fn operations() -> Vec<Described> {
    read(OPENAPI).unwrap()
}

pub fn operation(id: &str) -> Described {
    operations().into_iter().find(|operation| operation.id == id).unwrap()
}
