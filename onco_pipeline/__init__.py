import os

from onco_pipeline.compiled import use_build

# Our vectors are short: the threads that numpy's library would start for them wait more than they work. Read once, when
# numpy is first imported.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

use_build()
