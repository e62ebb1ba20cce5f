-- Where results go if a flow does not say: one block of a workspace, forgotten with it.
create table default_result_storage (
    workspace         text primary key,
    block_document_id uuid not null,
    foreign key (workspace, block_document_id) references block_documents (workspace, id) on delete cascade
);
