"""Party dues: who pays how much, who paid, what a cell keeps and passes on."""
