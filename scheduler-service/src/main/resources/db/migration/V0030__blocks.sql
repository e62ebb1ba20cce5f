-- What blocks there can be.
create table block_types (
    id                uuid        primary key,
    workspace         text        not null,
    name              text        not null,
    slug              text        not null,
    logo_url          text,
    documentation_url text,
    description       text,
    code_example      text,
    is_protected      boolean     not null default false,
    created           timestamptz not null,
    updated           timestamptz not null,
    unique (workspace, slug),
    unique (workspace, id)
);

-- What the data of a block looks like. Fields in the order in which the class has them; what refers to other blocks is taken out.
create table block_schemas (
    id            uuid        primary key,
    workspace     text        not null,
    block_type_id uuid        not null,
    checksum      text        not null,
    version       text        not null,
    fields        json        not null,
    capabilities  text[]      not null default '{}',
    created       timestamptz not null,
    updated       timestamptz not null,
    unique (workspace, checksum, version),
    unique (workspace, id),
    foreign key (workspace, block_type_id) references block_types (workspace, id) on delete cascade
);
create index on block_schemas (block_type_id);
create index on block_schemas (workspace, created);

-- A field of the parent's schema holds a block of the referenced schema, or of one of several.
create table block_schema_references (
    workspace                 text not null,
    parent_block_schema_id    uuid not null,
    name                      text not null,
    reference_block_schema_id uuid not null,
    position                  int  not null,
    primary key (parent_block_schema_id, name, reference_block_schema_id),
    foreign key (workspace, parent_block_schema_id) references block_schemas (workspace, id) on delete cascade,
    foreign key (workspace, reference_block_schema_id) references block_schemas (workspace, id) on delete cascade
);
create index on block_schema_references (reference_block_schema_id);

-- What users filled in; data is sealed as a whole.
create table block_documents (
    id              uuid        primary key,
    workspace       text        not null,
    name            text        not null,
    block_type_id   uuid        not null,
    block_type_name text        not null,
    block_schema_id uuid        not null,
    is_anonymous    boolean     not null default false,
    data            bytea       not null,
    created         timestamptz not null,
    updated         timestamptz not null,
    unique (workspace, block_type_id, name),
    unique (workspace, id),
    foreign key (workspace, block_type_id) references block_types (workspace, id) on delete cascade,
    foreign key (workspace, block_schema_id) references block_schemas (workspace, id) on delete cascade
);
create index on block_documents (workspace, name);
create index on block_documents (block_schema_id);

-- A key of the parent's data is another document.
create table block_document_references (
    workspace                   text not null,
    parent_block_document_id    uuid not null,
    name                        text not null,
    reference_block_document_id uuid not null,
    primary key (parent_block_document_id, name),
    foreign key (workspace, parent_block_document_id) references block_documents (workspace, id) on delete cascade,
    foreign key (workspace, reference_block_document_id) references block_documents (workspace, id) on delete cascade
);
create index on block_document_references (reference_block_document_id);

-- Which catalog of block types a workspace was given.
create table block_installations (
    workspace text        primary key,
    catalog   text        not null,
    installed timestamptz not null
);
