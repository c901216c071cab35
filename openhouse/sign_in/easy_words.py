"""512 short words that a sixth-grader spells without asking: nine bits each."""

_TEXT = """
acorn actor after agent alarm album alley alpha amber angle ankle apple apron arena arrow atlas
attic audio award bacon badge bagel baker bamboo banjo barn basil basin basket beach bead beak
bean bear beaver bed bee bell bench berry bike bird bison blank blend block bloom board boat
bolt bonus book boot border bottle bowl box braid brain brand brass brave bread brick bridge
broom brook brown brush bubble bucket buddy bugle build bunny bush button cabin cable cactus
cake camel camera camp canal candle canoe canvas canyon cape card cargo carpet carrot cart
castle cedar cell chain chair chalk charm chart cheese cherry chess chest chief chili circle
city clam class clay clever cliff clock cloud clover coach coast coat cobra cocoa comet comic
copper coral corn cotton cousin cover crab crane crater crayon cream creek cricket crown cube
cup curtain daisy dance dawn deck deer delta denim desert desk dice dime diner dish dock doctor
dolphin domino donkey door dove dozen dragon dream dress drift drum duck dune eagle early earth
east easy echo eight elbow elf elk elm ember engine evening fabric falcon family farm feast
feather fence fern ferry fiddle field finch fire fish flag flame flash fleet float flock floor
flower flute foam focus fog forest fork fort fossil fox frame fresh friend frog frost fruit
funnel galaxy game garden garlic gate gentle giant ginger giraffe glacier glass globe glove goat
gold goose grain grape grass gravel green grove guitar gull hammer hamster handle harbor harp
hat hawk hazel heart hedge helmet herb hero heron hill hinge hippo hobby honey hood hoof horn
horse hotel house humor ice igloo inch indigo ink iris iron island ivory ivy jacket jaguar jam
jar jeans jelly jersey jewel jigsaw judge juice jump jungle kayak kettle key kind king kitchen
kite kitten kiwi koala ladder lake lamp lantern laser laurel lava lawn leaf lemon lens letter
lily lime linen lion liter lizard llama lobby lobster local locket log lotus lucky lunch lynx
magic magnet mango maple marble march market mask meadow medal melody melon meteor metro milk
mill mint mirror mitten model modern moon moose morning moss motor mountain mouse movie muffin
mural museum music napkin nature needle nest nickel night noble noodle north nose novel nugget
number nurse nutmeg oak oasis oat ocean octopus olive onion opera orange orbit orchid organ
otter oven owl oyster paddle page paint palace palm panda panel paper parade park parrot party
pasta path peach peanut pear pebble pelican pencil penguin pepper piano picnic pigeon pilot pine
pink pipe pirate pixel pizza planet plant plate plaza plum pocket poem polar pond pony poplar
poppy porch potato prairie prism puffin pumpkin puppy purple puzzle quail quartz queen quick
quiet quilt rabbit radio raft rain ranch raven recipe red reef ribbon rice river road robin
robot rocket rodeo roof rose ruby saddle sail salad salmon salt sand satin scarf school scooter
seal season seed shadow shark shell ship shirt shore silver singer sketch sky smile snow soap
soccer sofa solar song spark spider spoon spring squid
"""
WORDS = tuple(_TEXT.split())
